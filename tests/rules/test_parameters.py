from tracker.rules.parameters import METHOD_VERSION, Parameters


def test_every_threshold_has_its_reason():
    explained = Parameters.explained()
    assert len(explained) > 10
    assert all(reason.endswith(".") and len(reason) > 30 for _, _, reason in explained)


def test_the_method_page_shows_the_values_that_the_rule_uses():
    parameters = Parameters()
    assert all(getattr(parameters, name) == value for name, value, _ in Parameters.explained())


def test_the_method_has_a_version():
    assert METHOD_VERSION
