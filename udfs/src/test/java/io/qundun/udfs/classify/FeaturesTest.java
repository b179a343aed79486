package io.qundun.udfs.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.udfs.text.TextFolder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    /** Texts that touch every part of folding and extraction that models depend on. */
    private static final List<String> PROBES =
            List.of(
                    "加微信abc12345，提现秒到账！！",
                    "線上賭博 ＶＩＰ①②③ 𝓫𝓮𝓽 now",
                    "傻·逼 s h a b i Ёжик",
                    "call 138-0000-1234 or visit www.lucky.example 😀🔥",
                    "今天一起去吃火锅吧\n明天见",
                    "");

    /**
     * When this fails, texts have other features than before: raise {@link Features#VERSION}, put
     * the new number here, and train the shipped models again ("qundun model train --recipe").
     */
    @Test
    void versionSaysWhatTheFeaturesAre() {
        long hash = Features.VERSION;
        for (String probe : PROBES) {
            long[] keys = features(probe).toArray();
            hash = hash * 31 + Arrays.hashCode(keys);
        }
        assertThat(hash).isEqualTo(FINGERPRINT);
    }

    private static final long FINGERPRINT = -50955236385325677L;

    @Test
    void soundsAreSeenThroughHomophones() {
        Set<Long> plain = set("加微信聊");
        plain.retainAll(set("家薇芯聊"));
        // Of the characters only the last is the same, but every sound is.
        assertThat(plain.size()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void marksBetweenCharactersDoNotHideThem() {
        Set<Long> disguised = set("加·微·信");
        Set<Long> plain = set("加微信");
        int all = plain.size();
        plain.retainAll(disguised);
        // But for the signals, which tell that something stands between.
        assertThat(plain.size()).isGreaterThanOrEqualTo(all - 3);
    }

    @Property(tries = 300)
    void anyTextHasFeaturesAndKeysFit(@ForAll String text) {
        FeatureBuffer features = features(text);
        assertThat(features.size()).isPositive();
        for (int i = 0; i < features.size(); i++) {
            assertThat(features.key(i)).isBetween(0L, (1L << Features.KEY_BITS) - 1);
        }
        assertThat(features.value()).isBetween(0f, 6f);
    }

    private static FeatureBuffer features(String text) {
        FeatureBuffer features = new FeatureBuffer();
        Features.extractFirst(TextFolder.fold(text), features);
        return features;
    }

    private static Set<Long> set(String text) {
        Set<Long> keys = new HashSet<>();
        for (long key : features(text).toArray()) {
            keys.add(key);
        }
        return keys;
    }
}
