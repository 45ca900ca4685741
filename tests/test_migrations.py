from flask_migrate import check, downgrade, upgrade

from webapp import create_app
from webapp.config import Config


def test_migrations_build_the_schema_the_models_describe(empty_database):
    app = create_app(Config.for_tests(empty_database))
    with app.app_context():
        upgrade()
        check()
        downgrade(revision="base")
        upgrade()
        check()
