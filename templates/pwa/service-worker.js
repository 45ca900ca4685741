{# Needs: shell (version, files, offline), asset(). A new version of anything in the shell changes these two lines. -#}
self.shell = {{ shell|tojson }};
importScripts("{{ asset('service-worker.js') }}");
