import { MyCaseload } from "./my_caseload/caseload";

frappe.provide("learning_mentor");

learning_mentor.MyCaseload = MyCaseload;
