import sqlalchemy as sa


def test_a_process_that_answers_is_healthy_without_a_query(browser, count_queries):
    with count_queries() as queries:
        assert browser().get("/healthz").data == b"ok\n"
    assert queries == []


def test_it_is_ready_while_the_database_answers(browser):
    assert browser().get("/readyz").status_code == 200


def test_it_is_not_ready_when_the_database_does_not(browser, monkeypatch):
    def refuse(*_arguments, **_options):
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(sa.orm.Session, "execute", refuse)

    assert browser().get("/readyz").status_code == 503
