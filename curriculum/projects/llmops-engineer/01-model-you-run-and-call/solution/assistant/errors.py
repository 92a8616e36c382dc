"""What can go wrong, in the words of this API rather than of the endpoint behind it."""

from __future__ import annotations


class ApiError(Exception):
    """Becomes an answer with this status and `{"error": {"code", "message"}}`."""

    def __init__(
        self, status: int, code: str, message: str, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.retry_after = status, code, retry_after

    def body(self) -> dict[str, dict[str, str]]:
        return {"error": {"code": self.code, "message": str(self)}}


def bad_request(message: str) -> ApiError:
    return ApiError(400, "bad_request", message)


def unavailable(message: str) -> ApiError:
    return ApiError(502, "model_unavailable", message)
