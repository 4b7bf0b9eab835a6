//! Names of what a program imports from its script: short ones, since wasm-bindgen's end in sixteen digits each and
//! stand in both files.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, Imports, Parser, Payload};

use crate::error::{Context, Error, Result};
use crate::files;

/// Letters of names.
const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Renames what `program` imports from `script`, in both.
pub fn shorten(program: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(program).context(|| format!("read {}", program.display()))?;
    let names = Names::of(&bytes).context(|| format!("read the imports of {}", program.display()))?;
    let text = names.in_script(&files::read(script)?)?;
    let renamed = names.in_program(&bytes).context(|| format!("rename the imports of {}", program.display()))?;
    fs::write(program, renamed).context(|| format!("write {}", program.display()))?;
    fs::write(script, text).context(|| format!("write {}", script.display()))
}

/// Of each old name the new one.
struct Names(HashMap<String, String>);

impl Names {
    fn of(program: &[u8]) -> std::result::Result<Self, wasmparser::BinaryReaderError> {
        let mut names = HashMap::new();
        for payload in Parser::new(0).parse_all(program) {
            let Payload::ImportSection(imports) = payload? else { continue };
            for import in imports.into_imports() {
                let import = import?;
                if is_of_script(import.module) {
                    names.insert(import.name.to_owned(), short(names.len()));
                }
            }
        }
        Ok(Self(names))
    }

    /// The script, in which each old name begins a line, as what its object holds under it.
    fn in_script(&self, script: &str) -> Result<String> {
        let mut renamed = 0;
        let lines = script.lines().map(|line| {
            let (old, rest) = line.trim_start().split_once(':').unwrap_or_default();
            match self.0.get(old) {
                Some(new) => {
                    renamed += 1;
                    format!("{new}:{rest}")
                }
                None => line.to_owned(),
            }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        if renamed == self.0.len() {
            return Ok(text);
        }
        let missing = format!("of {} imports the script names {renamed}", self.0.len());
        Err(Error::new(missing).hint("does wasm-bindgen write its script in another way now?"))
    }

    fn in_program(mut self, program: &[u8]) -> std::result::Result<Vec<u8>, reencode::Error> {
        let mut module = Module::new();
        self.parse_core_module(&mut module, Parser::new(0), program)?;
        Ok(module.finish())
    }
}

impl Reencode for Names {
    type Error = std::convert::Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> std::result::Result<(), reencode::Error> {
        let Imports::Single(at, import) = imports else {
            return reencode::utils::parse_imports(self, section, imports);
        };
        let name = match self.0.get(import.name) {
            Some(new) if is_of_script(import.module) => new,
            _ => import.name,
        };
        let renamed = Imports::Single(at, Import { name, ..import });
        // The name cannot be lent while the names are.
        reencode::utils::parse_imports(&mut reencode::RoundtripReencoder, section, renamed)
    }
}

/// Whether a module that is imported from is wasm-bindgen's script.
fn is_of_script(module: &str) -> bool {
    module.ends_with("_bg.js")
}

/// The n-th of all names, the shortest first.
fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use wasm_encoder::{EntityType, TypeSection};

    const SCRIPT: &str = "const imports = {\n    __wbg_add_01: function(a, b) { return a + b; },\n    \
                          __wbg_log_02: console.log,\n};\n";

    fn program(names: &[(&str, &str)]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        names.iter().for_each(|(module, name)| {
            imports.import(module, name, EntityType::Function(0));
        });
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    fn imports(program: &[u8]) -> Vec<(String, String)> {
        let sections = Parser::new(0).parse_all(program).filter_map(|payload| match payload.unwrap() {
            Payload::ImportSection(imports) => Some(imports),
            _ => None,
        });
        let imports = sections.flat_map(|section| section.into_imports());
        imports.map(|import| import.map(|import| (import.module.into(), import.name.into())).unwrap()).collect()
    }

    #[test]
    fn both_files_agree_on_the_new_names() {
        let program = program(&[("./a_bg.js", "__wbg_log_02"), ("parts", "load"), ("./a_bg.js", "__wbg_add_01")]);
        let names = Names::of(&program).unwrap();
        let script = names.in_script(SCRIPT).unwrap();
        let found = imports(&names.in_program(&program).unwrap());
        let [log, load, add] = &found[..] else { panic!("{found:?}") };
        assert_eq!((load.0.as_str(), load.1.as_str()), ("parts", "load"));
        assert!(script.contains(&format!("\n{}: console.log,", log.1)), "{script}");
        assert!(script.contains(&format!("\n{}: function(a, b)", add.1)), "{script}");
        assert_ne!(log.1, add.1);
    }

    #[test]
    fn a_script_without_one_of_the_names_is_refused() {
        let names = Names::of(&program(&[("./a_bg.js", "__wbg_gone_03")])).unwrap();
        assert!(names.in_script(SCRIPT).is_err());
    }

    #[test]
    fn names_are_short_and_each_is_given_once() {
        let names: BTreeSet<String> = (0..5_000).map(short).collect();
        assert_eq!(names.len(), 5_000);
        assert_eq!((short(0).as_str(), short(51).as_str(), short(52).as_str()), ("a", "Z", "aa"));
        assert!(names.iter().all(|name| name.len() <= 3));
    }
}
