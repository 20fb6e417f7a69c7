"""How states are set: the rule and its thresholds, from the code that applies them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.rules import parameters, workflow


def page(request: HttpRequest) -> HttpResponse:
    method = {
        "version": parameters.METHOD_VERSION,
        "parameters": parameters.Parameters.explained(),
        "workflow": workflow.diagram(),
    }
    return render(request, "method.html", {"method": method})
