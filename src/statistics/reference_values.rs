//! Figures of other programs for small data sets, each with its source. Made by
//! references/write_tests.py; not to be edited by hand.

use super::summary::GroupSummary;
use super::{chi_square, cramer, effect, fisher, mann_whitney, odds_ratio};
use super::{risk_difference, t, wilcoxon};

/// Fails unless the two agree to nine digits.
#[track_caller]
fn close(found: f64, reference: f64) {
    let size = reference.abs().max(1e-9);
    assert!(
        (found - reference).abs() <= 1e-9 * size,
        "{found} is not {reference}"
    );
}

#[test]
fn published_summaries() {
    let found = t::student_from_summary(
        GroupSummary {
            n: 12,
            mean: 52.0,
            sd: 9.3,
        },
        GroupSummary {
            n: 12,
            mean: 46.8,
            sd: 12.7,
        },
    )
    .unwrap();
    close(found.t, 1.1443551866812887); // scipy
    close(found.p, 0.2647747759057702); // scipy
    let found = t::student_from_summary(
        GroupSummary {
            n: 12,
            mean: 11.5,
            sd: 10.08,
        },
        GroupSummary {
            n: 12,
            mean: 11.42,
            sd: 9.42,
        },
    )
    .unwrap();
    close(found.t, 0.02008687528800718); // scipy
    close(found.p, 0.9841551386284012); // scipy
    let found = t::welch_from_summary(
        GroupSummary {
            n: 7,
            mean: 4.29,
            sd: 2.08,
        },
        GroupSummary {
            n: 7,
            mean: 8.43,
            sd: 8.24,
        },
    )
    .unwrap();
    close(found.t, -1.2888684489116455); // scipy
    close(found.p, 0.23978444987202904); // scipy
}

#[test]
fn groups_without_ties() {
    let first = [12.1, 9.4, 15.3, 11.8, 14.2, 10.6, 13.7];
    let second = [8.9, 10.2, 7.6, 12.4, 9.9];
    let found = t::student(&first, &second).unwrap();
    close(found.t, 2.297415299366651); // R
    close(found.p, 0.04444938692609011); // R
    close(found.interval.low, 0.07969292876279965); // scipy
    close(found.interval.high, 5.2060213569514815); // scipy
    let found = t::welch(&first, &second).unwrap();
    close(found.df, 9.570175785621188); // R
    close(found.p, 0.04065584343106724); // scipy
    let found = effect::hedges_g(&first, &second).unwrap();
    close(found.d_interval.low, 0.032257216508077495); // 40 digits
    close(found.d_interval.high, 2.6055699381023794); // 40 digits
    close(found.g, 1.241303833179501); // 40 digits
    let found = mann_whitney::mann_whitney(&first, &second).unwrap();
    close(found.u, 29.0); // R
    close(found.p, 0.07323232323232323); // R
    close(found.interval.low, -0.032085647371765724); // 40 digits
    close(found.interval.high, 0.9139906501884891); // 40 digits
}

#[test]
fn groups_with_ties() {
    let first = [3.0, 4.0, 4.0, 5.0, 2.0, 4.0, 5.0, 3.0];
    let second = [2.0, 3.0, 1.0, 4.0, 2.0, 2.0, 3.0];
    let found = t::student(&first, &second).unwrap();
    close(found.t, 2.532455988429678); // R
    close(found.p, 0.02500859178774778); // R
    close(found.interval.low, 0.19415414671532183); // scipy
    close(found.interval.high, 2.4487029961418214); // scipy
    let found = t::welch(&first, &second).unwrap();
    close(found.df, 12.906641771138966); // R
    close(found.p, 0.024617498120790022); // scipy
    let found = effect::hedges_g(&first, &second).unwrap();
    close(found.d_interval.low, 0.16022050163204393); // 40 digits
    close(found.d_interval.high, 2.42090305252); // 40 digits
    close(found.g, 1.2333179551321414); // 40 digits
    let found = mann_whitney::mann_whitney(&first, &second).unwrap();
    close(found.u, 46.0); // R
    close(found.p, 0.037184995801369844); // R
    close(found.interval.low, 0.03852926996087683); // 40 digits
    close(found.interval.high, 0.8928381989632962); // 40 digits
}

#[test]
fn pairs_without_ties() {
    let first = [21.5, 18.0, 30.0, 25.5, 17.0, 28.5];
    let second = [20.0, 18.5, 26.0, 23.5, 14.0, 23.0];
    let found = t::paired(&first, &second).unwrap();
    close(found.t, 3.0368814188899824); // R
    close(found.p, 0.02885343405222816); // scipy
    close(found.interval.low, 0.39665929965054186); // R
    close(found.interval.high, 4.770007367016125); // R
    let found = effect::d_z(&first, &second).unwrap();
    close(found.interval.low, 0.11585033886511069); // 40 digits
    close(found.interval.high, 2.3040151256321133); // 40 digits
    let found = wilcoxon::wilcoxon(&first, &second).unwrap();
    close(found.w_plus, 20.0); // R
    close(found.p, 0.06250000000000003); // R
}

#[test]
fn pairs_with_ties_and_zeros() {
    let first = [5.0, 3.0, 4.0, 6.0, 7.0, 2.0, 5.0, 4.0];
    let second = [4.0, 3.0, 2.0, 5.0, 4.0, 3.0, 5.0, 2.0];
    let found = t::paired(&first, &second).unwrap();
    close(found.t, 2.160246899469287); // R
    close(found.p, 0.06758329382336997); // scipy
    close(found.interval.low, -0.09460833026711317); // R
    close(found.interval.high, 2.0946083302671132); // R
    let found = effect::d_z(&first, &second).unwrap();
    close(found.interval.low, -0.05252305747281179); // 40 digits
    close(found.interval.high, 1.5400815636728566); // 40 digits
    let found = wilcoxon::wilcoxon(&first, &second).unwrap();
    close(found.w_plus, 19.0); // R
    close(found.p, 0.08898415384687434); // R
}

#[test]
fn table_of_sixteen() {
    let rows = [vec![8, 2], vec![1, 5]];
    let square = [[8, 2], [1, 5]];
    let found = chi_square::chi_square(&rows).unwrap();
    close(found.chi_square, 6.112169312169312); // R
    close(found.p, 0.013425424881491258); // R
    let found = cramer::cramers_v(&rows).unwrap();
    close(found.corrected, 0.5812645531301763); // 40 digits
    let found = fisher::fisher(square).unwrap();
    close(found.p, 0.034965034965034975); // R
    let found = odds_ratio::odds_ratio(square).unwrap();
    close(found.estimate.unwrap(), 15.465819716920986); // 40 digits
    close(found.low, 1.0088492079476903); // 40 digits
    close(found.high.unwrap(), 1059.6394950862782); // scipy
    let found = risk_difference::risk_difference(square).unwrap();
    close(found.interval.low, 0.12986711959896557); // scipy
    close(found.interval.high, 0.831331309602412); // scipy
}

#[test]
fn table_of_forty() {
    let rows = [vec![12, 5], vec![9, 14]];
    let square = [[12, 5], [9, 14]];
    let found = chi_square::chi_square(&rows).unwrap();
    close(found.chi_square, 3.8790069803665155); // R
    close(found.p, 0.048893467916208834); // R
    let found = cramer::cramers_v(&rows).unwrap();
    close(found.corrected, 0.2705759843593582); // 40 digits
    let found = fisher::fisher(square).unwrap();
    close(found.p, 0.062355169407449715); // R
    let found = odds_ratio::odds_ratio(square).unwrap();
    close(found.estimate.unwrap(), 3.6052760858556616); // 40 digits
    close(found.low, 0.8274900445596588); // 40 digits
    close(found.high.unwrap(), 17.985733329852376); // scipy
    let found = risk_difference::risk_difference(square).unwrap();
    close(found.interval.low, 0.003761177714034225); // scipy
    close(found.interval.high, 0.5487383165657987); // scipy
}

#[test]
fn table_three_by_three() {
    let rows = [vec![10, 4, 6], vec![3, 9, 8], vec![7, 7, 16]];
    let found = chi_square::chi_square(&rows).unwrap();
    close(found.chi_square, 9.06111111111111); // R
    close(found.p, 0.05959001318618007); // R
    let found = cramer::cramers_v(&rows).unwrap();
    close(found.corrected, 0.19184233783777938); // 40 digits
}
