//! Writes every design of the corpus as a design file into a folder, and beside it the bytes of the reports
//! on it, for the end-to-end tests to compare with those of the app.

use linchpin_analysis::Probe;
use linchpin_format::file;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let out = std::env::args_os().nth(1).expect("the folder to write to");
    let out = Path::new(&out);
    std::fs::create_dir_all(out)?;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))? {
        let fixture = entry?.path();
        let text = file::write(&linchpin_testkit::design(&std::fs::read_to_string(&fixture)?));
        // What was written is read again, as the app does.
        let design = file::read(&text).expect("what is written can be read").design();
        let bytes = postcard::to_allocvec(&Probe::of(&design)).expect("writing to memory does not fail");
        let name = Path::new(fixture.file_stem().unwrap_or_default());
        std::fs::write(out.join(name.with_extension("json")), text)?;
        std::fs::write(out.join(name.with_extension("bin")), bytes)?;
    }
    Ok(())
}
