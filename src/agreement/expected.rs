//! Agreement expected by chance, as standard errors take it.

/// Agreement expected by chance, as its linear form in the units.
pub(super) struct Expected<'a> {
    /// 1 − what is expected.
    pub beyond: f64,
    /// A unit's part in what is expected, less all of it.
    pub less: Part<'a>,
}

/// A figure of one unit, from what each coder chose there.
type Part<'a> = Box<dyn Fn(&[Option<u32>]) -> f64 + 'a>;
