//! Simulated studies, seeds fixed: do the tests of differential disagreement keep their level and
//! find what is planted, and do the intervals for what one coder coded alone cover?
//!
//! `cargo run --release --example simulate [differential|power|carried|own] [studies]`

mod alone;
mod groups;
mod own;
mod own_alone;
mod world;

fn main() {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_else(|| "all".to_owned());
    let studies: u64 = words.next().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let wanted = |part: &str| what == part || what == "all";
    if wanted("time") {
        groups::time();
    }
    if wanted("differential") {
        groups::level(studies);
    }
    if wanted("power") {
        groups::power(studies.min(200));
    }
    if wanted("carried") {
        alone::turns_cells(studies);
        alone::people_cells(studies);
    }
    if wanted("own") {
        own::differential(studies);
        own_alone::carried(studies);
    }
}
