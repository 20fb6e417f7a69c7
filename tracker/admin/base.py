"""What every admin form does: only admins enter, and each save or delete goes through an action that logs it."""

from django.contrib import admin
from django.db import models
from django.utils import timezone

from tracker.actions import lists


class ListAdmin(admin.ModelAdmin):
    """A list that admins keep. The form's own rows are saved by the action, with its decision row beside them."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request):
        return self._is_admin(request)

    def has_view_permission(self, request, obj=None):
        return self._is_admin(request)

    def has_add_permission(self, request):
        return self._is_admin(request)

    def has_change_permission(self, request, obj=None):
        return self._is_admin(request)

    def has_delete_permission(self, request, obj=None):
        return self._is_admin(request)

    @staticmethod
    def _is_admin(request) -> bool:
        return request.user.is_authenticated and request.user.is_admin

    def save_model(self, request, obj, form, change):
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        after = {name: str(form.cleaned_data.get(name, "")) for name in form.changed_data}
        lists.save(row=obj, by=request.user, now=timezone.now(), before=before, after=after)

    def delete_model(self, request, obj):
        lists.delete(row=obj, by=request.user, now=timezone.now())

    def delete_queryset(self, request, queryset):
        for row in queryset:
            lists.delete(row=row, by=request.user, now=timezone.now())

    def save_formset(self, request, form, formset, change):
        """The inline rows of an agreement, a party or a source, in one action with one decision row."""
        lists.save_rows(formset=formset, parent=form.instance, by=request.user, now=timezone.now())


class Inline(admin.TabularInline):
    """Rows inside a list's form; whoever may open the form may edit them."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        return True

    def has_delete_permission(self, request, obj=None):
        return True
