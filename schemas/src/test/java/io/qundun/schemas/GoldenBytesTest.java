package io.qundun.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on the wire today is what was on it when the version was published. */
class GoldenBytesTest {

    static List<Schema> catalogue() {
        return Samples.catalogue();
    }

    private static GoldenBytes newest(Schema schema) {
        return GoldenBytes.of(schema, SchemaHistory.of(schema).size());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void goldenBytesDecodeToTheSample(Schema schema) throws Exception {
        assertThat(WireFormat.of(Samples.topicOf(schema)).decode(newest(schema).read()))
                .isEqualTo(Samples.of(schema));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void theSampleEncodesToGoldenBytes(Schema schema) throws IOException {
        assertThat(WireFormat.of(Samples.topicOf(schema)).encode(Samples.of(schema)))
                .asHexString()
                .isEqualToIgnoringCase(HexFormat.of().formatHex(newest(schema).read()));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void goldenBytesOfEveryVersionAreRead(Schema schema) throws Exception {
        WireFormat format = WireFormat.of(Samples.topicOf(schema));
        for (int n = 1; n <= SchemaHistory.of(schema).size(); n++) {
            assertThat(format.decode(GoldenBytes.of(schema, n).read()).getSchema())
                    .isEqualTo(schema);
        }
    }

    /** Backends that do not have our jar: Avro's own decoder and the published file are enough. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void avrosOwnDecoderReadsThemByThePublishedSchema(Schema schema) throws Exception {
        Schema published = last(SchemaHistory.of(schema));
        GenericRecord decoded =
                new BinaryMessageDecoder<GenericRecord>(GenericData.get(), published)
                        .decode(newest(schema).read());
        assertThat(decoded.toString()).isEqualTo(Samples.of(schema).toString());
    }

    private static Schema last(List<Schema> schemas) {
        return schemas.get(schemas.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void samplesFillEveryField(Schema schema) {
        SpecificRecordBase sample = Samples.of(schema);
        for (Schema.Field field : schema.getFields()) {
            assertThat(sample.get(field.pos())).as(field.name()).isNotNull();
            if (sample.get(field.pos()) instanceof List<?> list) {
                assertThat(list).as(field.name()).isNotEmpty();
            }
        }
    }
}
