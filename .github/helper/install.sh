#!/usr/bin/env bash
# A real bench with Frappe, ERPNext, Education and this checkout, and a test site that is served.
# In: FRAPPE_BRANCH (version-15 or develop), DB_ROOT_PASSWORD. The runner has MariaDB, node, yarn and a python.
set -euo pipefail

: "${FRAPPE_BRANCH:?name the branch, such as version-15}"
: "${DB_ROOT_PASSWORD:=root}"
CHECKOUT=$(cd "$(dirname "$0")/../.." && pwd)
BENCH=${BENCH:-$HOME/frappe-bench}
SITE=test.localhost

pip install frappe-bench
sudo apt-get update
sudo apt-get install --yes redis-server libcups2-dev libpango-1.0-0 libpangoft2-1.0-0 wkhtmltopdf mariadb-client chromium-browser
sudo systemctl stop redis-server # the bench starts Redis of its own

bench init "$BENCH" --frappe-branch "$FRAPPE_BRANCH" --python "$(which python)" --skip-assets
cd "$BENCH"
bench set-config -g db_host 127.0.0.1
bench set-config -g mute_emails 1
bench set-config -g -p throttle_user_limit 10000
bench set-config -g redis_queue redis://127.0.0.1:11000

bench get-app erpnext --branch "$FRAPPE_BRANCH" --skip-assets
bench get-app education --branch "$FRAPPE_BRANCH" --skip-assets || bench get-app education --skip-assets
bench get-app learning_mentor "$CHECKOUT" --skip-assets
./env/bin/pip install -r "$CHECKOUT/dev/requirements-test.txt"
bench build

sed -i '/^watch:/d; /^schedule:/d' Procfile # no scheduler: jobs of the day run where a test asks for them
bench start > bench.log 2>&1 &
for _ in $(seq 60); do redis-cli -p 11000 ping 2>/dev/null && break || sleep 1; done

bench new-site "$SITE" --db-root-password "$DB_ROOT_PASSWORD" --admin-password admin --mariadb-user-host-login-scope=%
bench --site "$SITE" install-app erpnext education learning_mentor
bench --site "$SITE" set-config -p allow_tests true
bench --site "$SITE" set-config -p pause_scheduler 1
bench --site "$SITE" set-config host_name http://test.localhost:8000
./env/bin/python "$CHECKOUT/dev/bench/inside/site_setup.py" "$SITE"
