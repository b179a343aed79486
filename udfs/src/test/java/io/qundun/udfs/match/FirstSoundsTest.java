package io.qundun.udfs.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.confusable.Syllables;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FirstSoundsTest {
    @Property(tries = 300)
    void forgetsNoKeyWhateverComesTwice(@ForAll("keys") List<String> keys) {
        FirstSounds sounds = new FirstSounds(keys);
        for (String key : keys) {
            int a = key.charAt(0);
            int b = key.length() > 1 ? key.charAt(1) : 7;
            int c = key.length() > 2 ? key.charAt(2) : 9;
            assertThat(sounds.bit(a, a, b)).isOne();
            assertThat(sounds.mayBegin(a, a)).isTrue();
            if (key.length() > 1) {
                assertThat(sounds.bit(a, b, b)).isOne();
                assertThat(sounds.bit(a, b, c)).isOne();
                assertThat(sounds.mayBegin(a, b)).isTrue();
            }
        }
    }

    @Provide
    Arbitrary<List<String>> keys() {
        Arbitrary<Character> places =
                Arbitraries.integers().between(1, SoundPairs.PLACES - 1).map(i -> (char) (int) i);
        return places.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(key -> key.stream().map(String::valueOf).collect(Collectors.joining()))
                .list()
                .ofMaxSize(50);
    }

    @Test
    void knowsNothingWithoutKeys() {
        assertThat(FirstSounds.NONE.bit(1, 2, 3)).isZero();
        assertThat(new FirstSounds(List.of("\u0001\u0002\u0003")).bit(0, 2, 3)).isZero();
        assertThat(new FirstSounds(List.of("\u0001\u0002\u0003")).bit(1, 2, 4)).isZero();
    }

    @Test
    void hasRoomForAllClassesOfSounds() {
        Syllables syllables = Syllables.get();
        for (int base = 0; base < syllables.size(); base++) {
            assertThat(1 + syllables.soundClass(base)).isLessThan(Hearing.FIRST_OTHER);
        }
    }
}
