package io.qundun.jobs.moderation;

import io.qundun.jobs.moderation.state.Candidate;
import io.qundun.schemas.MatchedSpan;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.match.Hit;
import java.util.ArrayList;
import java.util.List;

/** Carries an analysis across a shuffle: what is empty, as it mostly is, costs a byte. */
final class Analyses {

    private static final int[] NO_COUNTS = {};

    private Analyses() {}

    static void into(Candidate candidate, Analysis analysis) {
        candidate.hitCount = analysis.hitCount();
        candidate.hits = analysis.hits().isEmpty() ? null : spans(analysis.hits());
        candidate.keywords = orNull(analysis.keywords());
        candidate.suspects = orNull(analysis.suspects());
        candidate.severities = orNull(analysis.severities());
        candidate.scores = analysis.scores().length == 0 ? null : analysis.scores();
        candidate.links = analysis.links();
        candidate.contacts = analysis.contacts();
        candidate.language = analysis.language();
        candidate.length = analysis.length();
        candidate.fingerprint = analysis.fingerprint();
    }

    /** The analysis, but for the hits: rules ask for counts, and hits stand in the candidate. */
    static Analysis of(Candidate candidate) {
        return new Analysis(
                List.of(),
                candidate.hitCount,
                orEmpty(candidate.keywords),
                orEmpty(candidate.suspects),
                orEmpty(candidate.severities),
                candidate.scores == null ? Analysis.noScores() : candidate.scores,
                candidate.links,
                candidate.contacts,
                candidate.language,
                candidate.length,
                candidate.fingerprint);
    }

    private static List<MatchedSpan> spans(List<Hit> hits) {
        List<MatchedSpan> spans = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            spans.add(
                    new MatchedSpan(
                            hit.term(),
                            hit.category(),
                            hit.severity(),
                            hit.confidence(),
                            hit.start(),
                            hit.end(),
                            hit.via()));
        }
        return spans;
    }

    private static int[] orNull(int[] counts) {
        return counts.length == 0 ? null : counts;
    }

    private static int[] orEmpty(int[] counts) {
        return counts == null ? NO_COUNTS : counts;
    }
}
