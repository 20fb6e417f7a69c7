"""Pages and JSON go over the wire compressed; static files have their own compressed copies."""

from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """Django's, but a stream passes as it is: compressed, an event would wait in the buffer for the next ones."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)
