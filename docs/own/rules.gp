# a name, a colon, and a formula or a claim
slope: steep_swish
shorter: simplify z*ln(e^(2z) + 1)
root: sqrt(z^2) = z for z >= 0
