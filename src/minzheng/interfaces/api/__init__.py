"""The interface for other programs: HTTP and JSON under `/api/v1/`, for whoever holds a token."""
