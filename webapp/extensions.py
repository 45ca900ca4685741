"""Extension objects, made once and bound to the app in the factory."""

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_socketio import SocketIO
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

csrf = CSRFProtect()
htmx = Htmx()
login = LoginManager()
migrate = Migrate()
socketio = SocketIO()
