"""Gunicorn's settings, read by gunicorn itself."""

from minzheng.config.logs import log_configuration

worker_class = "gthread"
# Loaded once and shared by all workers; nothing connects to the database before they part.
preload_app = True
threads = 4
timeout = 120
graceful_timeout = 20
keepalive = 5
# The supervisor steers by signals; gunicorn would put its socket into the home of the user.
control_socket_disable = True
# Workers are renewed now and then, each at another moment.
max_requests = 20_000
max_requests_jitter = 4_000
# A request line holds no more than this, whoever sends it.
limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
# Addresses of pages can name persons: the audit trail says who looked, no access log does.
accesslog = None
logconfig_dict = log_configuration("WARNING")
