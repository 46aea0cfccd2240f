"""The core of Pullquote: reviews in, cited answers out. No HTTP, no SQL, no Chroma, no torch."""
