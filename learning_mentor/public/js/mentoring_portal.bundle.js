import { takeCalendarAddress } from "./mentoring_portal/calendar";
import { takeCheckInAnswers } from "./mentoring_portal/check_in";
import { takeEventAnswers } from "./mentoring_portal/event_answer";
import { takeDropIn } from "./mentoring_portal/drop_in";
import { takePlanAnswers } from "./mentoring_portal/plan_answer";
import { takeVisitAnswers } from "./mentoring_portal/visit_answer";
import { takeVisitTaps } from "./mentoring_portal/visit_taps";

takePlanAnswers();
takeCheckInAnswers();
takeVisitAnswers();
takeVisitTaps();
takeEventAnswers();
takeDropIn();
takeCalendarAddress();
