//! What there is to say of ratings.

use super::*;

impl Sections<'_> {
    /// The ratings of all rated codes together.
    pub(super) fn rated_cases(&self, out: Out) -> Result<()> {
        let Some(cases) = &self.results.figures.rated_cases else {
            return Ok(());
        };
        if !self.wanted() {
            return Ok(());
        }
        writeln!(out, "\n  Ratings, all rated codes")?;
        for pair in &cases.pairs {
            let (a, b) = self.names(pair.coders);
            writeln!(
                out,
                "    {a} and {b}: {} cases both gave a code and one rating, of {} that either gave it",
                pair.cases, pair.given
            )?;
            writeln!(
                out,
                "    ordinal alpha over these cases {}, mean difference ({b} − {a}) {}",
                in_words(&pair.alpha),
                in_words(&pair.mean_difference)
            )?;
        }
        if cases.pairs.len() > 1 {
            writeln!(
                out,
                "    ordinal alpha of all coders {}",
                in_words(&cases.alpha)
            )?;
        }
        Ok(())
    }

    /// What stands beside the ordinal figure of a pair's ratings.
    pub(super) fn beside_ratings(&self, of: &str, pair: &RatedPair, out: Out) -> Result<()> {
        let (a, b) = self.names(pair.coders);
        let interval = match &pair.icc_interval {
            Ok(interval) => format!(" [{:.3}, {:.3}]", interval.low, interval.high),
            Err(why) if pair.icc.is_ok() => format!(" (interval by draws alone: {why})"),
            Err(_) => String::new(),
        };
        writeln!(
            out,
            "    {of}, {a} and {b}: mean difference ({b} − {a}) {}, ICC(A,1) {}{interval}",
            in_words(&pair.mean_difference),
            in_words(&pair.icc)
        )?;
        if let Some(mixed) = &pair.mixed {
            let counts = mixed.counts;
            writeln!(
                out,
                "    {of}, {a} and {b}: “mixed” is no point of the scale; given by both {}, only {a} {}, only {b} {}, kappa of mixed or not {}",
                counts.both,
                counts.only_a,
                counts.only_b,
                in_words(&mixed.kappa)
            )?;
        }
        if pair.is_few() {
            writeln!(
                out,
                "    {of}, {a} and {b}: too few to tell: {} cases",
                pair.points
            )?;
        }
        Ok(())
    }

    pub(super) fn rated(&self, rated: &Rated, out: Out) -> Result<()> {
        let scale: Vec<String> = rated
            .scale
            .iter()
            .map(|(value, label)| format!("{value} {label}"))
            .collect();
        writeln!(
            out,
            "\n  Rated: {} ({})",
            self.code(rated.code),
            scale.join(", ")
        )?;
        self.ratings("by unit", &rated.by_unit, out)?;
        self.ratings("by case", &rated.by_case, out)
    }

    pub(super) fn ratings(&self, of: &str, ratings: &Ratings, out: Out) -> Result<()> {
        for pair in &ratings.pairs {
            let (a, b) = self.names(pair.coders);
            let alike: u64 = pair.cells.iter().filter(|c| c.0 == c.1).map(|c| c.2).sum();
            write!(
                out,
                "    {of}, {a} and {b}: {} rated by both, {alike} alike",
                pair.rated
            )?;
            if self.wanted() {
                write!(
                    out,
                    "; ordinal alpha {}, weighted kappa {} linear, {} quadratic",
                    in_words(&pair.alpha),
                    coefficient(&pair.linear),
                    coefficient(&pair.quadratic)
                )?;
            }
            writeln!(out)?;
            if self.wanted() && pair.given > 0 {
                self.beside_ratings(of, pair, out)?;
            }
        }
        let missing = [
            ("given the code without a rating", &ratings.unrated),
            ("rated in several ways", &ratings.several),
            ("rated off the scale", &ratings.off_scale),
        ];
        for (words, counts) in missing {
            for (coder, n) in self.results.figures.coders.iter().zip(counts) {
                if *n > 0 {
                    writeln!(out, "    {of}, missing for {coder}: {n} {words}")?;
                }
            }
        }
        Ok(())
    }
}
