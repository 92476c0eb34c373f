//! Work on cores of its own, for what is made when somebody first asks for it.

use rayon::ThreadPoolBuilder;
use std::panic::resume_unwind;
use std::thread;

/// Does work on cores of its own, while the calling thread waits and does nothing else.
///
/// What many ask for and the first one makes, such as the codings of a kept view, is made on all
/// cores. Made on those that the asking is done on, whoever waits for a part of it could take up
/// other work meanwhile, which asks for the same: and both would wait for ever.
pub(crate) fn on_own_cores<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let on_pool = || match ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    };
    let made = thread::scope(|scope| scope.spawn(on_pool).join());
    made.unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::on_own_cores;
    use rayon::prelude::*;
    use std::sync::OnceLock;

    #[test]
    fn what_many_ask_for_at_once_is_made_once_and_nobody_waits_for_themselves() {
        for _ in 0..50 {
            let made = OnceLock::new();
            let make = || on_own_cores(|| (0..20_000u64).into_par_iter().map(|n| n % 7).sum());
            let asked = (0..200).into_par_iter().map(|_| *made.get_or_init(make));
            let sum: u64 = asked.max().unwrap();
            assert_eq!(sum, (0..20_000u64).map(|n| n % 7).sum::<u64>());
        }
    }
}
