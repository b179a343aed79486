package io.qundun.udfs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on measures shows the table of transitions as the code has it. */
class MeasuresPageTest {

    private static final String WRITE = "qundun.docs.write";
    private static final String END = "<!-- end -->";
    private static final Path PAGE = Path.of("../deploy/docs/measures.md");

    @Test
    void thePageShowsTheTable() throws IOException {
        String present = Files.readString(PAGE);
        String wanted =
                replaced(
                        replaced(
                                present,
                                "<!-- generated: diagram -->\n",
                                "```mermaid\n"
                                        + MeasureDiagram.mermaid(MeasureTransitions.TABLE)
                                        + "```\n"),
                        "<!-- generated: transitions -->\n",
                        MeasureDiagram.table(MeasureTransitions.TABLE));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, wanted);
            return;
        }

        assertThat(present)
                .as(
                        "deploy/docs/measures.md differs from the table of transitions; draw it"
                                + " again with mvn test -pl udfs -am"
                                + " -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dtest=MeasuresPageTest -D%s=true",
                        WRITE)
                .isEqualTo(wanted);
    }

    private static String replaced(String page, String begin, String content) {
        int from = page.indexOf(begin);
        assertThat(from).as("the page has the line " + begin.strip()).isNotNegative();
        from += begin.length();
        return page.substring(0, from) + content + page.substring(page.indexOf(END, from));
    }
}
