import { takeCheckInAnswers } from "./mentoring_portal/check_in";
import { takePlanAnswers } from "./mentoring_portal/plan_answer";

takePlanAnswers();
takeCheckInAnswers();
