package io.qundun.udfs.classify;

import opennlp.tools.ml.maxent.quasinewton.Function;

/**
 * A function of a point whose places are counted in units of their own, so that a cost of distance
 * is less where the unit is large. For one thread, as the function below it.
 */
final class ScaledFunction implements Function {
    private final Function function;
    private final double[] units;
    private final double[] point;
    private final double[] gradient;

    /**
     * @param units one for each place
     */
    ScaledFunction(Function function, double[] units) {
        this.function = function;
        this.units = units;
        this.point = new double[units.length];
        this.gradient = new double[units.length];
    }

    /** Where a point lies for the function below. */
    double[] unscaled(double[] x) {
        for (int i = 0; i < point.length; i++) {
            point[i] = units[i] * x[i];
        }
        return point;
    }

    @Override
    public int getDimension() {
        return units.length;
    }

    @Override
    public double valueAt(double[] x) {
        return function.valueAt(unscaled(x));
    }

    /** Overwritten by the next call, as the minimizer expects. */
    @Override
    public double[] gradientAt(double[] x) {
        double[] below = function.gradientAt(unscaled(x));
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = units[i] * below[i];
        }
        return gradient;
    }
}
