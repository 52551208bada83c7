package livery.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {

  @Test
  void default_alphabet_agrees_with_another_implementation() {
    byte[] all = new byte[127];
    for (int code = 0, at = 0; code < 128; code++) {
      if (code != 0x1B) {
        all[at++] = (byte) code;
      }
    }

    var text = Alphabet.decode(0, all);

    assertThat(text).isEqualTo(CharsetUtil.decode(all, CharsetUtil.CHARSET_GSM));
    assertThat(Alphabet.GSM7.encode(text)).isEqualTo(all);
  }

  @Test
  void extension_table_agrees_with_another_implementation() {
    var text = "^{}\\[~]|€\f";

    assertThat(Alphabet.GSM7.encode(text))
        .isEqualTo(CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM));
    assertThat(Alphabet.decode(0, Alphabet.GSM7.encode(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(PartStyle.class)
  void long_text_survives_its_parts_in_any_order(PartStyle style) {
    var text = "Слава 💛💙 та [дужки] €".repeat(20);
    List<ShortMessage> parts =
        new ArrayList<>(Parts.of("380501112233", "3344", text, Alphabet.UCS2, style, 65_535));

    Collections.shuffle(parts, new Random(7));
    parts.add(1 % parts.size(), parts.get(0));
    var reassembly = new Reassembly();
    var whole =
        parts.stream()
            .map(part -> ShortMessage.parse(part.body()))
            .flatMap(part -> reassembly.take(part).stream())
            .findFirst();

    assertThat(whole).map(Reassembly.Whole::text).contains(text);
  }

  @ParameterizedTest
  @EnumSource(PartStyle.class)
  void no_part_is_longer_than_what_a_network_carries(PartStyle style) {
    if (style == PartStyle.PAYLOAD) {
      return;
    }
    for (var part : Parts.of("1", "2", "[".repeat(500), Alphabet.GSM7, style, 1)) {
      int header = part.octets().length - part.content().length;

      assertThat(part.content().length + (header * 8 + 6) / 7).isLessThanOrEqualTo(160);
      assertThat(part.content()).hasSizeGreaterThan(0);
      assertThat(part.content()[0]).isEqualTo((byte) 0x1B);
    }
  }

  @Test
  void length_field_costs_nothing_before_it_is_checked() {
    byte[] hostile = {0x7F, -1, -1, -1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9};

    assertThatThrownBy(() -> new PduReader(new ByteArrayInputStream(hostile)).read(65_536))
        .isInstanceOfSatisfying(
            BadPdu.class,
            bad -> {
              assertThat(bad.status()).isEqualTo(Status.BAD_COMMAND_LENGTH);
              assertThat(bad.sequence()).isEqualTo(9);
            });
  }

  @Test
  void body_cut_at_any_place_is_a_bad_pdu_and_nothing_else() {
    byte[] body =
        Parts.of("380501112233", "3344", "x".repeat(300), Alphabet.GSM7, PartStyle.SAR, 1)
            .get(0)
            .body();

    for (int length = 0; length < body.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(body, length);
      assertThatCode(
              () -> {
                try {
                  ShortMessage.parse(cut).part();
                } catch (BadPdu e) {
                  assertThat(e.status()).isEqualTo(Status.BAD_MESSAGE_LENGTH);
                }
              })
          .as("cut to " + length)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(Malformed.class)
  void bad_pdu_never_hurts_our_own_parser(Malformed kind) {
    byte[] octets = kind.encode(5);
    byte[] body = java.util.Arrays.copyOfRange(octets, Pdu.HEADER, octets.length);

    assertThatCode(
            () -> {
              try {
                var message = ShortMessage.parse(body);
                new Reassembly().take(message);
              } catch (BadPdu e) {
                assertThat(e.getMessage()).isNotBlank();
              }
            })
        .doesNotThrowAnyException();
  }
}
