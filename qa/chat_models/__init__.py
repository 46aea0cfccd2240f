"""Chat models of any provider, by name, through LangChain; and what their failures mean."""
