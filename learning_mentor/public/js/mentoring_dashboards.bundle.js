import { show_impact } from "./dashboards/impact";
import { show_progress } from "./dashboards/progress";

frappe.provide("learning_mentor");

Object.assign(learning_mentor, { show_impact, show_progress });
