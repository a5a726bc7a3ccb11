//! The kernel knows the family on its own; the library's table must mean the same by a position.

use moe_proof::kernel::{FAMILY, PARAMETERS, derivative_text};
use moe_proof::model::Family;

#[test]
fn the_table_of_parameters_is_the_kernel_s() {
    let family = Family::softmax_gaussian();
    let symbols: Vec<&str> = family.iter().map(|(_, p)| p.symbol.as_ref()).collect();
    assert_eq!(symbols, PARAMETERS);
    assert_eq!(family.name, FAMILY);
    for dim in [1, 3] {
        for (position, component) in family.components(dim).enumerate() {
            let mut alpha = vec![0; family.width(dim)];
            alpha[position] = 1;
            let by = format!("∂{}", family.parameter(component.parameter).symbol);
            assert!(derivative_text(&alpha, dim).contains(&by), "{by}");
        }
    }
}
