package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Types of keys in a vkey (C2SP signed-note). Keys of other types are passed over, as the format wants it.
const (
	ed25519Key     = 1
	cosignatureKey = 4
)

// trust says whose checkpoints are believed (C2SP tlog-policy): keys of logs, witnesses, and how many of whom it takes.
type trust struct {
	logs      []note.Verifier
	witnesses []note.Verifier
	members   map[string][]string // of a group; of a witness the name of its key
	least     map[string]int
	quorum    string
}

// cosigner believes what one witness signed: "cosignature/v1", the instant, and the note's text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	stamp := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(c.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", stamp, text)), signature[8:])
}

// verifier reads a vkey; nil for a type that this program does not know.
func verifier(vkey string) (note.Verifier, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	id, encoded, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) == 0 {
		return nil, fmt.Errorf("not a key: %q", vkey)
	}
	switch key[0] {
	case ed25519Key:
		return note.NewVerifier(vkey)
	case cosignatureKey:
		sum := sha256.Sum256(append([]byte(name+"\n"), key...))
		hash := binary.BigEndian.Uint32(sum[:])
		if id != fmt.Sprintf("%08x", hash) || len(key) != 1+ed25519.PublicKeySize {
			return nil, fmt.Errorf("not a key: %q", vkey)
		}
		return cosigner{name, hash, key[1:]}, nil
	}
	return nil, nil
}

// trusted reads a file of keys, or takes a single vkey for the key of a log.
func trusted(given string) (trust, error) {
	t := trust{members: map[string][]string{}, least: map[string]int{}, quorum: "none"}
	text := "log " + given
	if content, err := os.ReadFile(given); err == nil {
		text = string(content)
	}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := t.take(words); err != nil {
			return t, fmt.Errorf("%s: %w", line, err)
		}
	}
	if len(t.logs) == 0 {
		return t, errors.New("no key of a log that this program can use")
	}
	return t, nil
}

func (t *trust) take(words []string) error {
	switch {
	case words[0] == "log" && len(words) > 1:
		key, err := verifier(words[1])
		if err != nil {
			return err
		}
		if _, cosigns := key.(cosigner); key != nil && !cosigns {
			t.logs = append(t.logs, key)
		}
	case words[0] == "witness" && len(words) > 2:
		key, err := verifier(words[2])
		if err != nil {
			return err
		}
		if key == nil {
			return errors.New("a witness whose key this program cannot use")
		}
		t.witnesses = append(t.witnesses, key)
		t.members[words[1]] = []string{key.Name()}
	case words[0] == "group" && len(words) > 3:
		t.members[words[1]] = words[3:]
		least, err := strconv.Atoi(words[2])
		switch words[2] {
		case "all":
			least, err = len(words)-3, nil
		case "any":
			least, err = 1, nil
		}
		if err != nil || least < 1 || least > len(words)-3 {
			return errors.New("not a group")
		}
		t.least[words[1]] = least
	case words[0] == "quorum" && len(words) == 2:
		t.quorum = words[1]
	case words[0] == "signer", words[0] == "issuer": // of extracts and licences, not of logs
	default:
		return errors.New("not a line of a policy")
	}
	return nil
}

// met says whether these keys' cosignatures are enough for a witness, a group or "none".
func (t trust) met(name string, signed map[string]bool) bool {
	if name == "none" {
		return true
	}
	least, isGroup := t.least[name]
	if !isGroup {
		members := t.members[name]
		return len(members) == 1 && signed[members[0]]
	}
	count := 0
	for _, member := range t.members[name] {
		if t.met(member, signed) {
			count++
		}
	}
	return count >= least
}

// open gives a checkpoint's lines if a key of the log that it names signed it; with `quorum` also enough witnesses.
func (t trust) open(content []byte, quorum bool) ([]string, error) {
	read, err := note.Open(content, note.VerifierList(append(append([]note.Verifier{}, t.logs...), t.witnesses...)...))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(read.Text, "\n")
	signed, cosigned := false, map[string]bool{}
	for _, signature := range read.Sigs {
		for _, key := range t.logs {
			if key.Name() == signature.Name && key.KeyHash() == signature.Hash && key.Name() == lines[0] {
				signed = true
			}
		}
		for _, key := range t.witnesses {
			if key.Name() == signature.Name && key.KeyHash() == signature.Hash {
				cosigned[key.Name()] = true
			}
		}
	}
	if !signed {
		return nil, fmt.Errorf("no key of %s has signed", lines[0])
	}
	if quorum && !t.met(t.quorum, cosigned) {
		return nil, fmt.Errorf("cosigned by %d witnesses: not enough", len(cosigned))
	}
	return lines, nil
}
