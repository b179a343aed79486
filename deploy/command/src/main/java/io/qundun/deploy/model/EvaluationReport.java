package io.qundun.deploy.model;

import io.qundun.udfs.classify.Evaluation;
import io.qundun.udfs.classify.ModelDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of an evaluation, as JSON has them.
 *
 * @param model what the model's file says of itself
 * @param confusion texts by what they are, then by what they were called, in the labels' order
 * @param thresholds by label
 * @param calibrationError expected, 0 to 1
 */
record EvaluationReport(
        ModelDescription model,
        int texts,
        double accuracy,
        double macroF1,
        List<Evaluation.LabelFigures> labels,
        int[][] confusion,
        Map<String, List<Evaluation.ThresholdFigures>> thresholds,
        List<Evaluation.CalibrationBin> calibration,
        double calibrationError,
        Latency latency) {

    static EvaluationReport of(ModelDescription model, Evaluation evaluation, Latency latency) {
        Map<String, List<Evaluation.ThresholdFigures>> thresholds = new LinkedHashMap<>();
        for (String label : evaluation.labels()) {
            thresholds.put(label, evaluation.sweep(label));
        }
        return new EvaluationReport(
                model,
                evaluation.texts(),
                evaluation.accuracy(),
                evaluation.macroF1(),
                evaluation.byLabel(),
                evaluation.confusion(),
                thresholds,
                evaluation.calibration(),
                evaluation.calibrationError(),
                latency);
    }

    /** For people at a terminal. */
    String text() {
        StringBuilder out = new StringBuilder();
        line(out, "%s: %,d texts", model.name(), texts);
        line(out, "accuracy %.4f   macro-F1 %.4f", accuracy, macroF1);
        line(
                out,
                "calibration error %.4f   %.2f µs a message of %.0f characters (%.2f for 50)",
                calibrationError,
                latency.microseconds(),
                latency.characters(),
                latency.microsecondsFor50());
        line(out, "");
        line(out, "%-14s %9s %9s %9s %8s", "label", "precision", "recall", "F1", "texts");
        for (Evaluation.LabelFigures figures : labels) {
            line(
                    out,
                    "%-14s %9.4f %9.4f %9.4f %,8d",
                    figures.label(),
                    figures.precision(),
                    figures.recall(),
                    figures.f1(),
                    figures.texts());
        }
        line(out, "");
        StringBuilder header = new StringBuilder("%-14s".formatted("is \\ called"));
        for (Evaluation.LabelFigures figures : labels) {
            header.append(" %12s".formatted(figures.label()));
        }
        line(out, "%s", header);
        for (int i = 0; i < confusion.length; i++) {
            StringBuilder row = new StringBuilder("%-14s".formatted(labels.get(i).label()));
            for (int count : confusion[i]) {
                row.append(String.format(Locale.ROOT, " %,12d", count));
            }
            line(out, "%s", row);
        }
        thresholds.forEach((label, sweep) -> sweep(out, label, sweep));
        return out.toString();
    }

    private static void sweep(
            StringBuilder out, String label, List<Evaluation.ThresholdFigures> sweep) {
        line(out, "");
        line(out, "%-14s %9s %9s %9s", label + " from", "precision", "recall", "false");
        for (Evaluation.ThresholdFigures figures : sweep) {
            line(
                    out,
                    "%14.3f %9.4f %9.4f %9.4f",
                    figures.threshold(),
                    figures.precision(),
                    figures.recall(),
                    figures.falseRate());
        }
    }

    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
