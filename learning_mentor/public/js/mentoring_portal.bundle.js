import { takeCheckInAnswers } from "./mentoring_portal/check_in";
import { takePlanAnswers } from "./mentoring_portal/plan_answer";
import { takeTransitionAnswers } from "./mentoring_portal/transition_answer";
import { takeOutsideAnswers, takeReferralAnswers } from "./mentoring_portal/referral";
import { takeVisitAnswers } from "./mentoring_portal/visit_answer";
import { takeVisitTaps } from "./mentoring_portal/visit_taps";

takePlanAnswers();
takeCheckInAnswers();
takeVisitAnswers();
takeTransitionAnswers();
takeVisitTaps();
takeReferralAnswers();
takeOutsideAnswers();
