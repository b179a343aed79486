package io.qundun.deploy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qundun.deploy.QundunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSwapsTest {

    @TempDir Path folder;

    private GroupSwaps swaps(String content) throws Exception {
        return GroupSwaps.read(Files.writeString(folder.resolve("groups.tsv"), content));
    }

    @Test
    void swapsWithinAKind() throws Exception {
        GroupSwaps swaps = swaps("# kinds\nage\t老人\t老人家\nplace\t山里人\t海边人\n");
        SplittableRandom random = new SplittableRandom(1);
        assertThat(swaps.swap("山里人和山里人", random)).isEqualTo("海边人和海边人");
        // The longer name is meant where one begins with the other.
        assertThat(swaps.swap("给老人家让座", random)).isEqualTo("给老人让座");
        assertThat(swaps.swap("今天下雨", random)).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> swaps("age\t老人\n"))
                .isInstanceOf(QundunException.class)
                .hasMessageContaining("has no two names to swap");
        assertThatThrownBy(() -> GroupSwaps.read(folder.resolve("nowhere.tsv")))
                .isInstanceOf(QundunException.class)
                .hasMessageContaining("cannot read");
    }
}
