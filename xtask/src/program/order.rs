//! The order of a program's functions.
//!
//! A compressor finds what it has seen a short while ago, in gzip 32 kB. The compiler leaves functions in the order
//! of their crates; here those that look alike stand side by side, mostly copies of one generic function for several
//! types. The program does the same as before.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::error::{Context, Result};

/// Bytes of code that make a trait of a function.
const TRAIT: usize = 5;
/// Traits of more functions than this tell nothing. Of those that do, a rare one tells more than a frequent one.
const COMMON: usize = 250;
/// How fast what stands further back is forgotten, for each function in between.
const DECAY: f64 = 0.97;

/// Arranges the functions of a program.
pub fn arrange(program: &Path) -> Result<()> {
    let bytes = fs::read(program).context(|| format!("read {}", program.display()))?;
    let arranged = arranged(&bytes).context(|| format!("arrange the functions of {}", program.display()))?;
    fs::write(program, arranged).context(|| format!("write {}", program.display()))
}

fn arranged(program: &[u8]) -> std::result::Result<Vec<u8>, reencode::Error> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut arrangement = Arrangement::new(imported, by_likeness(&bodies));
    let mut module = Module::new();
    arrangement.parse_core_module(&mut module, Parser::new(0), program)?;
    Ok(module.finish())
}

/// The indices of some functions, each followed by the one that has most in common with those before it, for its
/// length. What is common to many counts less.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let alike = Alike::of(bodies);
    let mut shares = vec![0.0; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut weight = 1.0;
    while !left.is_empty() {
        let likeness = |index: usize| shares[index] / (bodies[index].len() as f64).sqrt();
        // The first of those that are equally near, so that the order depends on nothing else.
        let nearest =
            (1..left.len()).fold(0, |best, at| if likeness(left[at]) > likeness(left[best]) { at } else { best });
        let next = left.remove(nearest);
        order.push(next);
        weight /= DECAY;
        alike.functions_like(next).for_each(|(other, share)| shares[other] += share * weight);
        if weight > 1e100 {
            shares.iter_mut().for_each(|share| *share /= weight);
            weight = 1.0;
        }
    }
    order
}

/// Which functions have what traits.
struct Alike {
    traits_of: Vec<Vec<usize>>,
    having: Vec<Vec<usize>>,
}

impl Alike {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut numbers: HashMap<&[u8], usize> = HashMap::new();
        let mut having: Vec<Vec<usize>> = Vec::new();
        for (index, body) in bodies.iter().enumerate() {
            for piece in body.windows(TRAIT) {
                let number = *numbers.entry(piece).or_insert(having.len());
                if number == having.len() {
                    having.push(Vec::new());
                }
                if having[number].last() != Some(&index) {
                    having[number].push(index);
                }
            }
        }
        having.retain(|functions| (2..=COMMON).contains(&functions.len()));
        let mut traits_of = vec![Vec::new(); bodies.len()];
        for (number, functions) in having.iter().enumerate() {
            functions.iter().for_each(|index| traits_of[*index].push(number));
        }
        Self { traits_of, having }
    }

    /// Functions that have traits of this one, once for each trait, with the share of each in it.
    fn functions_like(&self, index: usize) -> impl Iterator<Item = (usize, f64)> {
        let having = self.traits_of[index].iter().map(|number| &self.having[*number]);
        having.flat_map(|functions| functions.iter().map(|other| (*other, 1.0 / functions.len() as f64)))
    }
}

/// Writes a program with its functions in another order.
struct Arrangement {
    imported: u32,
    /// Of each place among the defined functions the one that comes there.
    order: Vec<usize>,
    /// Of each defined function its place.
    places: Vec<u32>,
}

impl Arrangement {
    fn new(imported: u32, order: Vec<usize>) -> Self {
        let mut places = vec![0; order.len()];
        for (place, function) in (0..).zip(&order) {
            places[*function] = place;
        }
        Self { imported, order, places }
    }
}

impl Reencode for Arrangement {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, index: u32) -> std::result::Result<u32, reencode::Error> {
        let defined = index.checked_sub(self.imported);
        Ok(defined.map_or(index, |defined| self.imported + self.places[defined as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> std::result::Result<(), reencode::Error> {
        let types = section.into_iter().collect::<std::result::Result<Vec<u32>, _>>()?;
        self.order.iter().for_each(|function| {
            functions.function(types[*function]);
        });
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> std::result::Result<(), reencode::Error> {
        let bodies = section.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        for place in 0..self.order.len() {
            self.parse_function_body(code, bodies[self.order[place]].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ValType};
    use wasm_encoder::{ExportKind, ExportSection, Function, ImportSection, Instruction, TypeSection};

    /// Functions that return a sum of so many of one number: of each a number and how often it is added. They are
    /// called `f0` and so on, and the last one, `all`, adds up what they return and what is imported.
    fn program(functions: &[(i64, usize)]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], [ValType::I64]);
        imports.import("m", "given", EntityType::Function(0));
        let (mut declared, mut exports, mut code) = (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for (index, (number, times)) in (1..).zip(functions) {
            let mut body = Function::new([]);
            body.instruction(&Instruction::I64Const(0));
            for _ in 0..*times {
                body.instruction(&Instruction::I64Const(*number)).instruction(&Instruction::I64Add);
            }
            code.function(body.instruction(&Instruction::End));
            declared.function(0);
            exports.export(&format!("f{}", index - 1), ExportKind::Func, index);
        }
        let mut all = Function::new([]);
        all.instruction(&Instruction::Call(0));
        for index in 1..=functions.len() as u32 {
            all.instruction(&Instruction::Call(index)).instruction(&Instruction::I64Add);
        }
        code.function(all.instruction(&Instruction::End));
        exports.export("all", ExportKind::Func, functions.len() as u32 + 1);
        declared.function(0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&declared).section(&exports).section(&code);
        module.finish()
    }

    /// The bodies of a program in their order, and of each export which of them it is.
    fn read(program: &[u8]) -> (Vec<Vec<u8>>, Vec<(String, usize)>) {
        let (mut bodies, mut exported) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(program) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                Payload::ExportSection(exports) => exported.extend(exports.into_iter().map(|export| {
                    let export = export.unwrap();
                    (export.name.to_owned(), export.index as usize - 1)
                })),
                _ => {}
            }
        }
        (bodies, exported)
    }

    const MIXED: [(i64, usize); 6] = [(1_000_001, 9), (77, 30), (1_000_001, 8), (77, 29), (1_000_001, 7), (77, 31)];

    #[test]
    fn what_looks_alike_stands_together() {
        let (bodies, exports) = read(&arranged(&program(&MIXED)).unwrap());
        assert_eq!(bodies.len(), MIXED.len() + 1);
        let mut kinds: Vec<i64> = vec![0; bodies.len()];
        exports[..MIXED.len()].iter().zip(MIXED).for_each(|((_, place), (number, _))| kinds[*place] = number);
        kinds.retain(|kind| *kind != 0);
        kinds.dedup();
        assert_eq!(kinds, [1_000_001, 77]);
    }

    #[test]
    fn every_name_still_leads_to_its_function_and_every_call_too() {
        let (before, names) = read(&program(&MIXED));
        let (after, names_after) = read(&arranged(&program(&MIXED)).unwrap());
        for ((name, place), (same_name, new_place)) in names[..MIXED.len()].iter().zip(&names_after) {
            assert_eq!((name, &before[*place]), (same_name, &after[*new_place]));
        }
        // Its calls, in their order, go to what it called before.
        let calls = |body: &[u8]| body[3..].chunks(3).map(|call| usize::from(call[1])).collect::<Vec<_>>();
        let all = &after[names_after[MIXED.len()].1];
        let expected: Vec<usize> = names_after[..MIXED.len()].iter().map(|(_, place)| place + 1).collect();
        assert_eq!(calls(&all[..all.len() - 1]), expected);
    }

    #[test]
    fn the_order_depends_on_nothing_but_the_program() {
        let program = program(&MIXED);
        assert_eq!(arranged(&program).unwrap(), arranged(&program).unwrap());
        assert!(arranged(b"not a program").is_err());
    }
}
