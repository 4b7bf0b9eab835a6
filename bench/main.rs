//! How long the engine takes, as lines of name, size, first, fastest and median milliseconds, and what is wanted,
//! separated by tabs. `cargo xtask bench` runs it natively and in WASM and puts both side by side.

mod designs;
mod drawing;
mod lanes;
mod measures;
mod platform;
mod timing;

use timing::Times;

fn main() {
    for measure in measures::MEASURES.iter().chain(drawing::MEASURES) {
        for size in measure.sizes {
            let Times { first, fastest, median } = timing::time((measure.prepare)(*size));
            let wanted = measure.wanted_at(*size);
            platform::say(&format!("{}\t{size}\t{first}\t{fastest}\t{median}\t{wanted}", measure.name));
        }
    }
}
