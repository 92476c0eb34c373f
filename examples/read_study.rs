//! What a study holds, as everybody may see it: sources, coders, and how much each coded.
//!
//! ```text
//! cargo run --example read_study -- tests/data/study-1
//! ```

use anyhow::{Context, Result};
use std::path::Path;
use std::sync::Arc;
use tandem::model::view::View;
use tandem::store::{Places, RealDisk, Store};

fn main() -> Result<()> {
    let dir = std::env::args().nth(1).context("name a study folder")?;
    // What a machine remembers of studies is kept outside of them; this program remembers nothing.
    let own = std::env::temp_dir().join(format!("read_study-{}", std::process::id()));
    let places = Places {
        state: own.join("state"),
        cache: own.join("cache"),
        seed: None,
    };
    let now_ms = jiff::Timestamp::now().as_millisecond().unsigned_abs();
    // Without a coder a study is opened to be read, and the view is the public one.
    let disk = Arc::new(RealDisk::new());
    let (store, events, notices) = Store::open(disk, Path::new(&dir), places, None, now_ms)?;
    let view = View::new(events, None);

    println!("{}", store.info().name);
    for source in view.sources() {
        println!("source  {} ({})", source.name, source.language);
    }
    for (coder, name) in view.coders() {
        let codings = view.codings().filter(|c| c.coder == *coder).count();
        println!("coder   {coder} ({name}): {codings} codings");
    }
    for notice in notices {
        println!("note    {notice}");
    }
    // Nothing is there where nothing had to be remembered.
    std::fs::remove_dir_all(own).ok();
    Ok(())
}
