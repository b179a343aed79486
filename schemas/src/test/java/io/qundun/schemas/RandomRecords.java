package io.qundun.schemas;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Any value that a schema allows, as the generated classes hold it. */
final class RandomRecords {

    private RandomRecords() {}

    static Arbitrary<?> of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> of(schema.getElementType()).list().ofMaxSize(3);
            case MAP -> Arbitraries.maps(text(), generic(schema.getValueType())).ofMaxSize(3);
            case UNION ->
                    Arbitraries.oneOf(
                            schema.getTypes().stream()
                                    .<Arbitrary<Object>>map(branch -> generic(branch))
                                    .toList());
            case STRING -> text();
            case BYTES -> Arbitraries.bytes().array(byte[].class).map(ByteBuffer::wrap);
            case INT -> Arbitraries.integers();
            case LONG -> Arbitraries.longs();
            case DOUBLE -> Arbitraries.doubles();
            case BOOLEAN -> Arbitraries.of(true, false);
            case NULL -> Arbitraries.just(null);
            default -> throw new IllegalArgumentException("no values for " + schema);
        };
    }

    private static Arbitrary<Object> generic(Schema schema) {
        return of(schema).map(value -> (Object) value);
    }

    /** Unpaired surrogates have no UTF-8: they leave as a question mark, so they stay out here. */
    private static Arbitrary<String> text() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(12)
                .map(
                        points -> {
                            StringBuilder text = new StringBuilder();
                            points.forEach(text::appendCodePoint);
                            return text.toString();
                        });
    }

    private static Arbitrary<Object> record(Schema schema) {
        List<Arbitrary<Object>> values =
                schema.getFields().stream()
                        .<Arbitrary<Object>>map(field -> generic(field.schema()))
                        .toList();
        return Combinators.combine(values)
                .as(
                        chosen -> {
                            SpecificRecord made =
                                    (SpecificRecord) SpecificData.get().newRecord(null, schema);
                            for (int i = 0; i < chosen.size(); i++) {
                                made.put(i, chosen.get(i));
                            }
                            return made;
                        });
    }
}
