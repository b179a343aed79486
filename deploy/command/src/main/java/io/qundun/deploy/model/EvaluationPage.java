package io.qundun.deploy.model;

import com.samskivert.mustache.Mustache;
import io.qundun.udfs.classify.Evaluation;
import io.qundun.udfs.classify.ModelDescription;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of an evaluation as a page that needs nothing but itself. */
final class EvaluationPage {

    /** Where a chart's axes run, in the units of its picture. */
    private record Frame(double left, double right, double top, double bottom) {
        double x(double share) {
            return left + share * (right - left);
        }

        double y(double share) {
            return bottom - share * (bottom - top);
        }
    }

    private static final Frame CURVE = new Frame(40, 310, 10, 205);
    private static final Frame CALIBRATION = new Frame(40, 410, 10, 305);
    private static final double LARGEST_DOT = 16;

    private EvaluationPage() {}

    static String render(EvaluationReport report) {
        Map<String, Object> page = new HashMap<>();
        page.put("name", report.model().name());
        page.put("algorithm", report.model().training().algorithm());
        page.put("features", report.model().features());
        page.put("sources", sources(report));
        page.put("accuracy", share(report.accuracy()));
        page.put("macroF1", share(report.macroF1()));
        page.put("calibrationError", share(report.calibrationError()));
        page.put("microseconds", number("%.2f", report.latency().microsecondsFor50()));
        page.put("texts", number("%,d", report.texts()));
        page.put("labels", labels(report));
        page.put("curves", curves(report));
        page.put("grid", grid(CURVE));
        page.put("ticks", grid(CURVE));
        page.put("calibrationGrid", grid(CALIBRATION));
        page.put("bins", bins(report));
        page.put("confusion", confusion(report));
        try (Reader template =
                new InputStreamReader(
                        EvaluationPage.class.getResourceAsStream("evaluation.html"),
                        StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(template).execute(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> sources(EvaluationReport report) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (ModelDescription.Source source : report.model().data()) {
            sources.add(
                    Map.of(
                            "name", source.name(),
                            "rows", number("%,d", source.rows()),
                            "licence", source.licence()));
        }
        return sources;
    }

    private static List<Map<String, Object>> labels(EvaluationReport report) {
        List<Map<String, Object>> labels = new ArrayList<>();
        for (Evaluation.LabelFigures figures : report.labels()) {
            labels.add(
                    Map.of(
                            "label", figures.label(),
                            "precision", share(figures.precision()),
                            "recall", share(figures.recall()),
                            "f1", share(figures.f1()),
                            "texts", number("%,d", figures.texts())));
        }
        return labels;
    }

    private static List<Map<String, Object>> curves(EvaluationReport report) {
        List<Map<String, Object>> curves = new ArrayList<>();
        report.thresholds()
                .forEach(
                        (label, sweep) ->
                                curves.add(
                                        Map.of(
                                                "label",
                                                label,
                                                "precision",
                                                points(
                                                        sweep,
                                                        Evaluation.ThresholdFigures::precision),
                                                "recall",
                                                points(sweep, Evaluation.ThresholdFigures::recall),
                                                "falseRate",
                                                points(
                                                        sweep,
                                                        Evaluation.ThresholdFigures::falseRate))));
        return curves;
    }

    private static String points(
            List<Evaluation.ThresholdFigures> sweep,
            ToDoubleFunction<Evaluation.ThresholdFigures> figure) {
        StringBuilder points = new StringBuilder();
        for (Evaluation.ThresholdFigures figures : sweep) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            CURVE.x(figures.threshold()),
                            CURVE.y(figure.applyAsDouble(figures))));
        }
        return points.toString().stripTrailing();
    }

    private static List<Map<String, Object>> grid(Frame frame) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int quarter = 0; quarter <= 4; quarter++) {
            double share = quarter / 4.0;
            lines.add(
                    Map.of(
                            "x", number("%.1f", frame.x(share)),
                            "y", number("%.1f", frame.y(share)),
                            "value", number("%.2f", share)));
        }
        return lines;
    }

    private static List<Map<String, Object>> bins(EvaluationReport report) {
        List<Map<String, Object>> bins = new ArrayList<>();
        for (Evaluation.CalibrationBin bin : report.calibration()) {
            if (bin.texts() > 0) {
                double radius = LARGEST_DOT * Math.sqrt((double) bin.texts() / report.texts());
                bins.add(
                        Map.of(
                                "x", number("%.1f", CALIBRATION.x(bin.probability())),
                                "y", number("%.1f", CALIBRATION.y(bin.accuracy())),
                                "r", number("%.1f", Math.max(2, radius)),
                                "texts", number("%,d", bin.texts())));
            }
        }
        return bins;
    }

    private static List<Map<String, Object>> confusion(EvaluationReport report) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < report.confusion().length; i++) {
            List<String> counts = new ArrayList<>();
            for (int count : report.confusion()[i]) {
                counts.add(number("%,d", count));
            }
            rows.add(Map.of("label", report.labels().get(i).label(), "counts", counts));
        }
        return rows;
    }

    private static String share(double value) {
        return number("%.4f", value);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
