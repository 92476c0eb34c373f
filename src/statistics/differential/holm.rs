//! Several tests at once: Holm's p values, and those of several attributes of many codes each.

/// The p values of tests made together, each raised so that an error of any of them has the
/// probability of one alone (Holm 1979). In the order given, 0 to 1.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let each: Vec<Vec<f64>> = p.iter().map(|p| vec![*p]).collect();
    holm_over_attributes(&each).concat()
}

/// The p values of several attributes, each of many codes whose p values already allow for one
/// another: Holm over the attributes. One of them stops counting when all its codes are shown, and
/// no sooner; else a code of it that is shown would make room for errors in its other codes (Bretz
/// and others 2009). In the order given, 0 to 1.
pub fn holm_over_attributes(p: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let last = |codes: &Vec<f64>| codes.iter().copied().fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| last(&p[*a]).total_cmp(&last(&p[*b])));
    let mut raised: Vec<Vec<f64>> = p.iter().map(|codes| vec![1.0; codes.len()]).collect();
    let mut done = 0.0f64;
    for (before, now) in order.iter().enumerate() {
        let left = (p.len() - before) as f64;
        for other in &order[before..] {
            for (raised, p) in raised[*other].iter_mut().zip(&p[*other]) {
                *raised = raised.min(done.max(left * p));
            }
        }
        done = done.max(left * last(&p[*now])).min(1.0);
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `statsmodels.stats.multitest.multipletests(method="holm")`.
    #[test]
    fn as_published() {
        let found = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in found.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(holm(&[]), Vec::<f64>::new());
    }

    #[test]
    fn an_attribute_counts_until_all_its_codes_are_shown() {
        let found = holm_over_attributes(&[vec![0.001, 0.5], vec![0.02, 0.04]]);
        assert_eq!(found[0], [0.002, 0.5]);
        assert_eq!(found[1], [0.04, 0.08]);
        let found = holm_over_attributes(&[vec![0.001, 0.002], vec![0.02, 0.04]]);
        assert_eq!(found[1], [0.02, 0.04]);
    }

    /// What is shown at a level when attributes are struck off one after another, by hand.
    fn shown(p: &[Vec<f64>], level: f64) -> Vec<Vec<bool>> {
        let mut left = p.len();
        loop {
            let shown: Vec<Vec<bool>> = p
                .iter()
                .map(|codes| codes.iter().map(|p| p * left as f64 <= level).collect())
                .collect();
            let open = shown.iter().filter(|codes| codes.contains(&false)).count();
            if open == 0 || open >= left {
                return shown;
            }
            left = open;
        }
    }

    proptest! {
        #[test]
        fn as_struck_off_by_hand(
            p in prop::collection::vec(prop::collection::vec(0.0..1.0f64, 1..4), 1..5),
            level in 0.001..0.999f64,
        ) {
            let raised = holm_over_attributes(&p);
            let by_p: Vec<Vec<bool>> = raised
                .iter()
                .map(|codes| codes.iter().map(|p| *p <= level).collect())
                .collect();
            prop_assert_eq!(by_p, shown(&p, level));
            for (raised, p) in raised.iter().flatten().zip(p.iter().flatten()) {
                prop_assert!((*p..=1.0).contains(raised));
            }
        }
    }
}
