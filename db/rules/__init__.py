"""Pure rules of the field: values in, values out, `today` an argument."""
