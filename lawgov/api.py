"""What every endpoint shares: pages of results."""

from typing import Any

from rest_framework import pagination, response


class Pages(pagination.CursorPagination):
    """`{"next", "previous", "results"}`, ordered by primary key, equally fast on every page."""

    ordering = "pk"
    page_size_query_param = "page_size"
    max_page_size = 500


class ListPages(pagination.LimitOffsetPagination):
    """The same envelope over a computed list."""

    default_limit = 200
    max_limit = 1000

    def get_paginated_response(self, data: Any) -> response.Response:
        return response.Response(
            {"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "nullable": True, "format": "uri"}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "properties": properties}
