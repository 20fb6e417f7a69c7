"""How states are set: the rule and its thresholds, from the code that applies them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.geo import licences
from tracker.rules import parameters, workflow


def page(request: HttpRequest) -> HttpResponse:
    method = {
        "version": parameters.METHOD_VERSION,
        "parameters": parameters.Parameters.explained(),
        "workflow": workflow.diagram(),
        "layers": [(layer.label, licence) for layer, licence in licences.LICENCES.items()],
        "regions": licences.REGIONS,
    }
    return render(request, "method.html", {"method": method})
