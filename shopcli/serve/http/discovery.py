"""The profile that the Universal Commerce Protocol wants at ``/.well-known/ucp``: which operations there are, and where."""

from __future__ import annotations

from typing import Any

from shopcli.serve.agents.ucp_catalog import LOOKUP, SEARCH
from shopcli.serve.agents.ucp_product import VERSION

PATH = "/.well-known/ucp"
_SPECIFICATION = f"https://ucp.dev/{VERSION}"
_SCHEMAS = {"rest": "services/shopping/rest.openapi.json", "mcp": "services/shopping/mcp.openrpc.json"}
_PAGES = {SEARCH: "search", LOOKUP: "lookup"}


def profile(endpoints: dict[str, str]) -> dict[str, Any]:
    """The profile of a business.

    Args:
        endpoints: the address of each transport.
    """
    services = [
        {
            "version": VERSION,
            "spec": f"{_SPECIFICATION}/specification/overview",
            "transport": transport,
            "schema": f"{_SPECIFICATION}/{_SCHEMAS[transport]}",
            "endpoint": endpoint,
        }
        for transport, endpoint in endpoints.items()
    ]
    capabilities = {
        name: [
            {
                "version": VERSION,
                "spec": f"{_SPECIFICATION}/specification/shopping/catalog/{page}",
                "schema": f"{_SPECIFICATION}/schemas/shopping/catalog_{page}.json",
            }
        ]
        for name, page in _PAGES.items()
    }
    return {
        "ucp": {
            "version": VERSION,
            "services": {"dev.ucp.shopping": services},
            "capabilities": capabilities,
            "payment_handlers": {},
        }
    }
