app_name = "education"
app_title = "Education"
app_publisher = "Learning Mentor contributors"
app_description = "Record types of Frappe Education for benches without the real app"
app_email = "maintainers@example.com"
app_license = "MIT"

before_install = "education.install.add_roles"
