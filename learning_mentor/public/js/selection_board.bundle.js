import { SelectionBoard } from "./selection_board/board";

frappe.provide("learning_mentor");

learning_mentor.SelectionBoard = SelectionBoard;
