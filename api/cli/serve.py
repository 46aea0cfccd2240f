"""`pullquote serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.session import session_of

__all__ = ["serve"]


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on [127.0.0.1].")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one [8000].")
    ] = None,
    allow_open: Annotated[
        bool,
        typer.Option(
            "--allow-open", help="Listen where other machines reach it, although there are no access keys."
        ),
    ] = False,
) -> None:
    """Serve the HTTP API, with its documentation at /docs, until Ctrl-C."""
    session = session_of(context)
    settings = session.settings(host=host, port=port, allow_open=allow_open or None)
    from api.serving import serve as serve_until_stopped

    serve_until_stopped(settings, session.opener())
