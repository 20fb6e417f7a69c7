"""Every address, in one list."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import path
from django.views.generic import RedirectView

from tracker.api import documents as api_documents
from tracker.views import (
    accounts,
    agreements,
    breaches,
    documents,
    health,
    imports,
    live,
    map,
    method,
    parties,
    places,
    regions,
    review,
    sources,
)

urlpatterns = [
    path("", agreements.index, name="home"),
    path("agreements/<slug:key>/", agreements.page, name="agreement"),
    path("agreements/<slug:key>/map.json", map.data, name="map_data"),
    path("agreements/<slug:key>/regions.json", map.region_shapes, name="map_regions"),
    path("agreements/<slug:key>/land.json", map.land, name="map_land"),
    path("agreements/<slug:key>/reports/", agreements.reports, name="reports"),
    path("agreements/<slug:key>/regions/<str:code>/", regions.page, name="region"),
    path("agreements/<slug:key>/breaches/", breaches.index, name="breaches"),
    path("agreements/<slug:key>/breaches/<int:number>/", breaches.page, name="breach"),
    path("agreements/<slug:key>/breaches/<int:number>/decide/", review.decide, name="decide"),
    path("agreements/<slug:key>/breaches/<int:number>/work/", review.work, name="work"),
    path("review/", review.index, name="review"),
    path("documents/new/", documents.new, name="document_new"),
    path("documents/<int:pk>/", documents.page, name="document"),
    path("documents/<int:pk>/status/", documents.status, name="document_status"),
    path("documents/<int:pk>/retry/", documents.retry, name="document_retry"),
    path("documents/<int:pk>/take-down/", documents.take_down, name="document_take_down"),
    path("sources/", sources.index, name="sources"),
    path("sources/health/", sources.health, name="source_health"),
    path("sources/<str:key>/", sources.page, name="source"),
    path("sources/<str:key>/retry/", sources.retry, name="source_retry"),
    path("sources/<str:key>/poll/", sources.poll, name="source_poll"),
    path("imports/", imports.index, name="imports"),
    path("imports/<int:pk>/", imports.page, name="import"),
    path("imports/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("imports/<int:pk>/start/", imports.start, name="import_start"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<int:pk>/left-out.csv", imports.faults, name="import_faults"),
    path("places/", places.index, name="places"),
    path("places/<int:pk>/withdraw/", places.withdraw, name="place_withdraw"),
    path("parties/", parties.index, name="parties"),
    path("method/", method.page, name="method"),
    path("api/v1/documents", api_documents.receive, name="api_documents"),
    path("live/", live.stream, name="live"),
    path("live/since/", live.since, name="live_since"),
    path("accounts/login/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("accounts/password/", accounts.password, name="password"),
    path("healthz", health.healthz, name="healthz"),
    # Django's own page would save without a decision row.
    path("admin/password_change/", RedirectView.as_view(pattern_name="password"), name="admin_password"),
    path("admin/", admin.site.urls),
]
