package io.qundun.deploy.model;

final class EvaluationPage {
    private EvaluationPage() {}

    static String render(EvaluationReport report) {
        return report.text();
    }
}
