package io.qundun.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ContentIdTest {

    /** Of what was written once: another value would make every replay write twice. */
    @Test
    void theIdsAreThoseOfTheFirstRelease() {
        ContentId ids = new ContentId();

        assertThat(ids.of("message", "m-1", "remove"))
                .isEqualTo("74200829cbc777e9a4bf5c465e58b757");
        assertThat(ids.of("evidence", "m-1")).isEqualTo("7e025295892990c816bc852feeb96c0b");
        assertThat(ids.of("m-1", "refuse", "sender-unknown", "7", null))
                .isEqualTo("b0dd9534d841c8f2fd9a1d8d805a0f4e");
        assertThat(ids.of("群", "盾")).isEqualTo("3dc59f1ee7162ad1b9ffa428806a258a");
    }

    @Test
    void whereOnePartEndsIsPartOfTheId() {
        ContentId ids = new ContentId();

        assertThat(
                        List.of(
                                ids.of("ab", "c"),
                                ids.of("a", "bc"),
                                ids.of("abc"),
                                ids.of("abc", ""),
                                ids.of("abc", null),
                                ids.of("", "abc"),
                                ids.of()))
                .doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    void equalPartsAndNoOthersHaveEqualIds(
            @ForAll @Size(max = 4)
                    List<@StringLength(max = 3) @CharRange(from = 'a', to = 'b') String> one,
            @ForAll @Size(max = 4)
                    List<@StringLength(max = 3) @CharRange(from = 'a', to = 'b') String> other) {
        String id = new ContentId().of(one.toArray(String[]::new));

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(new ContentId().of(new ArrayList<>(one).toArray(String[]::new))).isEqualTo(id);
        assertThat(new ContentId().of(other.toArray(String[]::new)).equals(id))
                .isEqualTo(one.equals(other));
    }
}
